"""Answers: in, a store and a question; out, what a person or another program gets to read.

catalogue finds canned queries, parameters turns words into terms, run asks, results writes answers down, export
writes whole graphs, golden compares answers with those written by hand, stats counts.
"""

"""Meetings: in, sentences with names; out, the meetings they speak of, complete and apart from one another."""

"""The pipeline: in, a project folder; out, its graph built, checked and ready for questions.

The only place that knows the order: documents → facts and evidence → closure → validation → golden answers.
"""

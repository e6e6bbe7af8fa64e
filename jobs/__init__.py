"""What the commands do, as plain functions that tests and notebooks can call too.

A job leads captures through the rooms in their order; `pipeline.py` only unpacks options and calls jobs.
"""

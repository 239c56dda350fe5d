"""A page that reads handwriting: a small web service in front of the queue."""

"""The queue service: Celery workers, jobs and results, image sources, the command line."""

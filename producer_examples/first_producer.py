"""Enqueue one image and wait for its text. usage: first_producer.py REDIS_URL IMAGE"""

import sys

from celery import Celery

redis_url, image = sys.argv[1:]
app = Celery(broker=redis_url, backend=redis_url)
job = app.send_task("inkqueue.recognize", [{"image": image}], queue="interactive")
result = job.get(timeout=60)
print(result["text"] if result["status"] == "done" else result["error"])

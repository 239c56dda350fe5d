# One image for the worker, the trainer and Flower; docker-compose.yml gives each its command.
FROM python:3.12-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/inkqueue
WORKDIR /src
# The lock alone first: its layer is rebuilt only when a dependency changes.
COPY requirements/run.txt requirements/run.txt
RUN /opt/inkqueue/bin/pip install --require-hashes --only-binary=:all: -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY pipeline pipeline
COPY models models
COPY worker worker
RUN /opt/inkqueue/bin/pip install --no-deps --no-build-isolation .


FROM python:3.12-slim-bookworm

RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin inkqueue \
    && install -d -o inkqueue -g inkqueue /var/lib/inkqueue /images
COPY --from=build /opt/inkqueue /opt/inkqueue
ENV PATH=/opt/inkqueue/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    REMAP_SIGTERM=SIGQUIT \
    INKQUEUE_STORE=/var/lib/inkqueue \
    XDG_CACHE_HOME=/var/lib/inkqueue/cache \
    INKQUEUE_SOURCE_ROOTS=/images
USER 10001
WORKDIR /var/lib/inkqueue
VOLUME /var/lib/inkqueue

HEALTHCHECK --interval=15s --timeout=10s --start-period=90s --retries=3 \
    CMD ["python", "-m", "worker.heartbeat"]
CMD ["celery", "-A", "worker", "worker", "-Q", "interactive,bulk"]

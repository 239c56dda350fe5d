"""The cycle, step by step, on a running service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cycle.day import OPTIONS, Day
from cycle.load import Load
from cycle.record import Event, Record
from cycle.service import Service
from cycle.shell import CycleError, Shell
from models.drawings import CURVE
from models.store import Store
from worker.events import Events
from worker.settings import Settings

COUNTS = re.compile(r"(\d+) characters recorded, (\d+) of them had been misread")
FIELD = ("--pattern", OPTIONS["pattern"])
WHY = "a drill"


@dataclass
class Story:
    """Told once: `record` after `tell`.

    truths: what the pictures say, by the folder that they lie in and their name.
    """

    service: Service
    truths: Mapping[str, Mapping[str, str]]
    said: dict[str, str] = field(default_factory=dict)

    def tell(self) -> Record:
        """Correct Monday's numbers, train, and read Tuesday's before, after and after a roll-back.

        Raises:
            CycleError: a command failed, or what should come next did not come.
        """
        monday = self._read("monday", "monday")
        corrected, changed = self._correct(monday)
        before = self._read("tuesday", "before")
        families = [self.service.family("worker")]
        champion = next(iter(before.models)) or ""
        images = [self.service.folder / "tuesday" / name for name in self.truths["tuesday"]]
        with Load(self.service, images) as load:
            self.service.until(lambda: load.serves(champion), "the load is read")
            events = self._train()
            promoted = self._promoted(events)
            began = self._served(load, promoted)
            after = self._read("tuesday", "after")
            families.append(self.service.family("worker"))
            self._say("rollback", "models", "rollback", "--why", WHY)
            self._served(load, champion)
            again = self._read("tuesday", "again")
            families.append(self.service.family("worker"))
        self._say("history", "models", "history")
        at = {event.name: event.at for event in events}
        return Record(
            said=self.said, monday=monday, before=before, after=after, again=again,
            corrected=corrected, changed=changed, events=tuple(events), promoted=promoted,
            families=tuple(families), load=tuple(load.spans()),
            swapped=began - at["training:promoted"],
            actions=tuple(event.action for event in self._store.history()),
            curves=self._curves(challenger=promoted, champion=champion),
        )  # fmt: skip

    @property
    def _store(self) -> Store:
        return Store(self.service.folder / "models")

    def _curves(self, **versions: str) -> dict[str, bytes]:
        """Those that lie beside these versions."""
        files = {role: self._store.beside(version) for role, version in versions.items()}
        return {role: beside[CURVE] for role, beside in files.items() if CURVE in beside}

    def _say(self, step: str, *arguments: str) -> str:
        shell = Shell(self.service.folder, self.service.environment)
        self.said[step] = shell.run(*arguments)
        return self.said[step]

    def _read(self, folder: str, step: str) -> Day:
        stream = f"inkqueue:reply:{step}"
        self._say(step, "submit", folder, *FIELD, "--wait", "--reply-to", stream)
        found = {Path(r.image or "").name: r for _, r in self.service.replies(step)}
        if found.keys() != self.truths[folder].keys():
            raise CycleError(f"{folder}: not every picture has a result")
        return Day(self.truths[folder], found)

    def _correct(self, day: Day) -> tuple[int, int]:
        """Say of every number what it is: characters recorded, and changed."""
        said = [
            self._say("correct", "correct", day.results[name].job_id, "--text", truth)
            for name, truth in day.truths.items()
        ]
        self.said["correct"] = "\n".join(said)
        counts = [COUNTS.search(each) for each in said]
        recorded, changed = zip(*(map(int, c.groups()) for c in counts if c), strict=True)
        return sum(recorded), sum(changed)

    def _train(self) -> list[Event]:
        self._say("train", "train", "--data", "corrections:", "--start", "champion", "--watch")
        told = Events(self.service.server, Settings())
        return [Event(_seconds(e["at"]), e["event"], e["data"]) for _, e in told.since()]

    def _promoted(self, events: list[Event]) -> str:
        if events[-1].name != "training:promoted":
            raise CycleError(f"not promoted: the last event is {events[-1]}")
        return str(events[-1].data["version"])

    def _served(self, load: Load, version: str) -> float:
        return self.service.until(lambda: load.serves(version), f"{version} serves")


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()

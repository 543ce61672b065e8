"""A `kzpipe worker` as a child process: fed ahead, answered in order, replaced when it dies."""

from __future__ import annotations

import logging
import queue
import subprocess
import threading
from collections import deque
from dataclasses import dataclass
from typing import Any, BinaryIO, Iterable, Iterator, Mapping, Sequence, cast

from .frames import PROTOCOL, Frame, Part, ProtocolError, read_frame

log = logging.getLogger("kzpipe_spark")

#: Characters of a worker's standard error that are kept for the message of its death.
_STDERR_KEPT = 4000


class WorkerFailed(RuntimeError):
    """The worker cannot be used: it does not start, or dies again and again. Spark then tries the task elsewhere."""


@dataclass(frozen=True)
class Document:
    """What is asked: members of a `document` frame (docs/protocol.md) and the bytes as received."""

    members: Mapping[str, Any]
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What became of a document: a frame of type `answer`, `skipped` or `error`."""

    document: Document
    frame: Frame


class _Child:
    """One process with the threads that keep its three pipes moving."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None, start_seconds: float) -> None:
        try:
            self.process = subprocess.Popen(
                list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
            )
        except OSError as error:
            raise WorkerFailed(f"the worker {command[0]!r} cannot be started: {error.strerror}") from error
        pipes = (self.process.stdin, self.process.stdout, self.process.stderr)
        self._stdin, self._stdout, self._stderr = (cast(BinaryIO, pipe) for pipe in pipes)
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._errors: deque[str] = deque(maxlen=50)
        self._threads = [
            threading.Thread(target=work, daemon=True, name=f"kzpipe-{work.__name__.strip('_')}")
            for work in (self._write, self._read, self._drain)
        ]
        for thread in self._threads:
            thread.start()
        self.send(Frame("hello", {"protocol": PROTOCOL, "engine": "spark"}))
        self.hello = self.receive(start_seconds)
        if self.hello is None or self.hello.type != "hello" or self.hello.members.get("protocol") != PROTOCOL:
            self.kill()
            raise WorkerFailed(f"the worker gave no hello of protocol {PROTOCOL}\n{self.last_words()}")

    def send(self, frame: Frame) -> None:
        self._requests.put(frame.encoded())

    def receive(self, seconds: float) -> Frame | None:
        """The next frame; None when the child is gone. Raises TimeoutError."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None

    def close(self) -> None:
        """Ends the conversation and waits for the process."""
        self.send(Frame("end"))
        self._requests.put(None)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()
        self._join()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._requests.put(None)
        self._join()

    def last_words(self) -> str:
        return "\n".join(self._errors)[-_STDERR_KEPT:]

    def _join(self) -> None:
        for thread in self._threads:
            thread.join(timeout=5)

    def _write(self) -> None:
        with self._stdin as pipe:
            try:
                while (data := self._requests.get()) is not None:
                    pipe.write(data)
                    if self._requests.empty():
                        pipe.flush()
            except (BrokenPipeError, ValueError):
                pass  # Its death is told by `_read`.

    def _read(self) -> None:
        with self._stdout as pipe:
            try:
                while (frame := read_frame(pipe)) is not None:
                    self._answers.put(frame)
            except ProtocolError as error:
                self._errors.append(str(error))
            self._answers.put(None)

    def _drain(self) -> None:
        with self._stderr as pipe:
            for line in pipe:
                self._errors.append(line.decode(errors="replace").rstrip()[:1000])


class Worker:
    """Takes documents through `kzpipe worker`, whatever happens to the process.

    When the process dies or gives no answer in time, the documents in flight are sent to a new one, one at a time. Which
    one kills it then is known: it is answered by an error, and the rest goes on.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        in_flight: int = 32,
        deadline_seconds: float = 60,
        start_seconds: float = 60,
        restarts: int = 8,
    ) -> None:
        self._command = list(command)
        self._environment = environment
        self._window = max(1, in_flight)
        self._deadline = deadline_seconds
        self._start_seconds = start_seconds
        self._restarts_left = restarts
        self._sequence = 0
        self._child = self._start()

    @property
    def config_sha256(self) -> str:
        return str((self._child.hello and self._child.hello.members.get("config_sha256")) or "")

    def process(self, documents: Iterable[Document]) -> Iterator[Answer]:
        """One answer for each document, in their order; reads no further ahead than the window."""
        pending: deque[Document] = deque()
        for document in documents:
            self._send(document)
            pending.append(document)
            if len(pending) >= self._window:
                yield from self._next(pending)
        while pending:
            yield from self._next(pending)

    def close(self) -> None:
        self._child.close()

    def _start(self) -> _Child:
        return _Child(self._command, self._environment, self._start_seconds)

    def _send(self, document: Document) -> None:
        self._sequence += 1
        members = {**document.members, "seq": self._sequence}
        self._child.send(Frame("document", members, [Part({"name": "content"}, document.content)]))

    def _next(self, pending: deque[Document]) -> Iterator[Answer]:
        frame = self._answer(self._sequence - len(pending) + 1)
        if isinstance(frame, Frame):
            yield Answer(pending.popleft(), frame)
            return
        suspects = list(pending)
        pending.clear()
        yield from self._one_by_one(suspects)

    def _one_by_one(self, suspects: list[Document]) -> Iterator[Answer]:
        for document in suspects:
            self._replace_if_gone()
            self._send(document)
            outcome = self._answer(self._sequence)
            if isinstance(outcome, Frame):
                yield Answer(document, outcome)
                continue
            error = {"code": outcome, "stage": "worker", "message": _MESSAGES[outcome]}
            yield Answer(document, Frame("error", {"error": error}))
        self._replace_if_gone()

    def _answer(self, sequence: int) -> Frame | str:
        """The answer to a document, or why there is none; the process is gone then."""
        try:
            frame = self._child.receive(self._deadline)
        except TimeoutError:
            log.warning("no answer within %s seconds: the worker is ended", self._deadline)
            self._child.kill()
            return "deadline"
        if frame is not None and frame.members.get("seq") == sequence:
            return frame
        if frame is None:
            log.warning("the worker died: %s", self._child.last_words())
        else:
            log.warning("the worker sent %r where the answer to %d was due", frame.type, sequence)
        self._child.kill()
        return "worker_crashed"

    def _replace_if_gone(self) -> None:
        if self._child.process.poll() is None:
            return
        if self._restarts_left == 0:
            raise WorkerFailed(f"the worker died too often\n{self._child.last_words()}")
        self._restarts_left -= 1
        self._child = self._start()


_MESSAGES = {
    "worker_crashed": "the worker process died on this document",
    "deadline": "the worker process gave no answer for this document in time",
}

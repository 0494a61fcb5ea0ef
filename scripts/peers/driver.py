# SPDX-License-Identifier: Apache-2.0
"""Asks Python's pools: driver.py SYSTEM QUESTION name=value ...

The protocol is that of poolmark.bench.peers.driver. SYSTEM is process or futures, each with a start method
(process-spawn, process-forkserver, process-fork, futures-spawn), or loky. Imports stay few, because a spawned worker
imports this file anew; what only the parent needs is imported where it is used.
"""

import sys
import time

INPUTS = range(5)
OUTPUTS = [0, 2, 4, 6, 8]
IDEAL_NANOS = 2_000_000_000
STRIDE = 16


def next_number(number):
    return number + 1


def echo(data):
    return data


def answer():
    return 42


def sleep(number):
    time.sleep(number * 0.5)
    return number * 2


def nap(number):
    time.sleep(number * 0.005)
    return number * 2


def initializer():
    pass


def require(right):
    if not right:
        raise AssertionError("a result is wrong")


class Conversation:
    """The driver's side of the protocol."""

    def __init__(self, question, parameters):
        self.question = question
        self.parameters = dict(pair.split("=", 1) for pair in parameters)

    def number(self, name):
        return int(self.parameters[name])

    @staticmethod
    def say(*words):
        print("@" + " ".join(str(word) for word in words), flush=True)

    def wanted(self):
        self.say("ready")
        return sys.stdin.readline().strip() == "go"

    def rate(self, units, operation):
        self._repeat(self.number("warm"), operation)
        while self.wanted():
            begin = time.perf_counter_ns()
            operations = self._repeat(self.number("millis"), operation)
            nanos = time.perf_counter_ns() - begin
            self.say("took", self.question, nanos, operations * units)
            self.say("done", operations * units)

    @staticmethod
    def _repeat(millis, operation):
        end = time.perf_counter_ns() + millis * 1_000_000
        operations = 0
        while True:
            operation()
            operations += 1
            if time.perf_counter_ns() >= end:
                return operations

    def each(self, operation):
        """Operation returns a dictionary of rows and their nanoseconds; it is told whether it is measured."""
        pause = self.number("pause") / 1_000
        for _ in range(self.number("warmups")):
            operation(False)
            time.sleep(pause)
        while self.wanted():
            for _ in range(self.number("count")):
                for row, nanos in operation(True).items():
                    self.say("took", row, nanos, 1)
                time.sleep(pause)
            self.say("done", self.number("count"))

    def idle(self):
        time.sleep(self.number("warm") / 1_000)
        while self.wanted():
            begin = time.perf_counter_ns()
            time.sleep(self.number("millis") / 1_000)
            self.say("took", self.question, time.perf_counter_ns() - begin, 1)
            self.say("done", 1)


class MultiprocessingPool:
    """multiprocessing.Pool and Process."""

    def __init__(self, method):
        import multiprocessing

        self.context = multiprocessing.get_context(method)
        self.pool = None

    def open(self, workers):
        self.pool = self.context.Pool(workers, initializer)

    def close(self):
        self.pool.close()
        self.pool.join()

    def apply(self, task, argument):
        return self.pool.apply(task, (argument,))

    def apply_all(self, task, arguments):
        results = [self.pool.apply_async(task, (argument,)) for argument in arguments]
        return [result.get() for result in results]

    def map(self, task, items):
        return self.pool.map(task, items)

    def pids(self):
        return [process.pid for process in self.pool._pool]

    def start_and_join(self):
        begin = time.perf_counter_ns()
        process = self.context.Process(target=answer)
        process.start()
        process.join()
        return {"start-join": time.perf_counter_ns() - begin}


class Executor:
    """concurrent.futures and loky, which share their interface."""

    start_and_join = None

    def __init__(self, factory):
        self.factory = factory
        self.pool = None

    def open(self, workers):
        self.pool = self.factory(workers)

    def close(self):
        self.pool.shutdown(wait=True)

    def apply(self, task, argument):
        return self.pool.submit(task, argument).result()

    def apply_all(self, task, arguments):
        futures = [self.pool.submit(task, argument) for argument in arguments]
        return [future.result() for future in futures]

    def map(self, task, items):
        return list(self.pool.map(task, items))

    def pids(self):
        return list(self.pool._processes)


def futures_pool(workers):
    import concurrent.futures
    import multiprocessing

    return concurrent.futures.ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=initializer
    )


def loky_pool(workers):
    from joblib.externals.loky.process_executor import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, initializer=initializer)


def system_of(name):
    kind, _, method = name.partition("-")
    if kind == "process":
        return MultiprocessingPool(method)
    return Executor(loky_pool if kind == "loky" else futures_pool)


def version_of(name):
    python = "Python " + sys.version.split()[0]
    if not name.startswith("loky"):
        return python
    import joblib

    return f"joblib {joblib.__version__}, {python}"


def open_to_first_result(system, workers):
    begin = time.perf_counter_ns()
    system.open(workers)
    require(system.apply(next_number, 1) == 2)
    nanos = time.perf_counter_ns() - begin
    system.close()
    return {"open": nanos}


def tutorial(system, workers, question, measured):
    task = sleep if measured else nap
    begin = time.perf_counter_ns()
    system.open(workers)
    way = system.map if question == "tutorial-map" else system.apply_all
    require(way(task, INPUTS) == OUTPUTS)
    system.close()
    return {question: time.perf_counter_ns() - begin - IDEAL_NANOS}


def answer_with_pool(conversation, system):
    question = conversation.question

    def apply():
        for number in range(STRIDE):
            require(system.apply(next_number, number) == number + 1)

    def apply_all():
        results = system.apply_all(next_number, range(tasks))
        require(results[0] == 1 and results[-1] == tasks)

    def map_all():
        results = system.map(next_number, items)
        require(sum(results) == len(items) * (len(items) + 1) // 2)  # whoever asks for results reads them

    def echo_all():
        require(len(system.apply(echo, data)) == len(data))

    if question == "apply":
        conversation.rate(STRIDE, apply)
    elif question == "async":
        tasks = conversation.number("tasks")
        conversation.rate(tasks, apply_all)
    elif question == "map":
        items = list(range(conversation.number("items")))
        conversation.rate(len(items), map_all)
    elif question == "echo":
        data = b"\x07" * conversation.number("bytes")
        conversation.rate(len(data), echo_all)
    elif question == "idle":
        system.map(next_number, INPUTS)
        for pid in system.pids():
            conversation.say("worker", pid)
        conversation.idle()
    else:
        conversation.say("cannot", "no such operation")


def main():
    conversation = Conversation(sys.argv[2], sys.argv[3:])
    conversation.say("version", version_of(sys.argv[1]))
    system = system_of(sys.argv[1])
    workers = conversation.number("workers")
    if conversation.question == "start":
        if system.start_and_join is None:
            conversation.say("cannot", "no process for a single task")
        else:
            conversation.each(lambda measured: system.start_and_join())
    elif conversation.question == "open":
        conversation.each(lambda measured: open_to_first_result(system, workers))
    elif conversation.question.startswith("tutorial"):
        conversation.each(lambda measured: tutorial(system, workers, conversation.question, measured))
    else:
        system.open(workers)
        answer_with_pool(conversation, system)
        system.close()


if __name__ == "__main__":
    main()

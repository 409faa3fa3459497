"""What every Python contestant does with its model: train it, store it, load it again and ask it one text at a time.

The counterpart for ours is eslabon.ts; the two must go on doing the same.
"""

import argparse
import json
import platform
import time
from pathlib import Path


def measure(parser, versions, train, store, load, classify):
    """Measures one classifier and prints the measurement as one JSON line.

    train(texts, labels) -> a trained model
    store(model, folder) writes it, load(folder) reads it back
    classify(model, text) -> (label, its probability or None)
    """
    for name in ("train", "test", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--warm-up-texts", type=int, required=True)
    parser.add_argument("--warm-up-rounds", type=int, required=True)
    options = parser.parse_args()

    training_rows, test_rows = read(options.train), read(options.test)
    texts = [row["text"] for row in training_rows]
    labels = [row["label"] for row in training_rows]

    wall, cpu = time.perf_counter(), time.process_time()
    trained = train(options, texts, labels)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall

    store(trained, options.out)
    del trained
    model = load(options.out)

    for _ in range(options.warm_up_rounds):
        for row in test_rows[: options.warm_up_texts]:
            classify(model, row["text"])
    answers, microseconds = [], []
    for row in test_rows:
        start = time.perf_counter_ns()
        label, probability = classify(model, row["text"])
        microseconds.append((time.perf_counter_ns() - start) / 1000)
        answers.append({"label": label, "probability": probability})

    print(
        json.dumps(
            {
                "versions": {"Python": platform.python_version(), **versions},
                "trainingCpuSeconds": cpu,
                "trainingWallSeconds": wall,
                "answers": answers,
                "microseconds": microseconds,
            }
        )
    )


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parser(description):
    return argparse.ArgumentParser(description=description, allow_abbrev=False)

"""What every Python contestant does with its model: train it, store it, load it again and ask it one text at a time.

The counterpart for ours is eslabon.ts; the two must go on doing the same.
"""

import argparse
import json
import platform
import time
from pathlib import Path


def measure(parser, versions, train, store, load, classify, classify_all):
    """Measures one classifier and prints the measurement as one JSON line.

    train(options, texts, labels) -> a trained model
    store(model, folder) writes it, load(folder) reads it back
    classify(model, text) -> (label, its probability or None); this is what is timed
    classify_all(model, texts) -> for each (label, its probability or None, {name of a score: the surer, the more})
    """
    for name in ("train", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--ask", type=Path, action="append", default=[])
    parser.add_argument("--warm-up-texts", type=int, required=True)
    parser.add_argument("--warm-up-rounds", type=int, required=True)
    options = parser.parse_args()

    training_rows, test_rows = read(options.train), read(options.test) if options.test else []
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

    asked = []
    for path in options.ask:
        answered = classify_all(model, [row["text"] for row in read(path)])
        asked.append(
            [{"label": label, "probability": probability, "scores": scores} for label, probability, scores in answered]
        )

    print(
        json.dumps(
            {
                "versions": {"Python": platform.python_version(), **versions},
                "trainingCpuSeconds": cpu,
                "trainingWallSeconds": wall,
                "answers": answers,
                "microseconds": microseconds,
                "asked": asked,
            }
        )
    )


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parser(description):
    return argparse.ArgumentParser(description=description, allow_abbrev=False)

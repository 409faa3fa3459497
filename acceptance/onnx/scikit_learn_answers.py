"""Trains the example's pipeline as its program does, and prints what scikit-learn itself says of the test rows: one JSON list a line, of
a text and its probabilities.

Arguments: the folder of the model's program, the folder of the dataset package.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from train import fit, read_rows  # noqa: E402

dataset = Path(sys.argv[2])
pipeline = fit(*read_rows(dataset, "train"))
texts, _ = read_rows(dataset, "test")
for text, probabilities in zip(texts, pipeline.predict_proba(texts).tolist(), strict=True):
    print(json.dumps([text, probabilities]))

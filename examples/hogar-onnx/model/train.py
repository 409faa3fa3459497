"""Trains the model: TF-IDF of words and pairs of words into a logistic regression, written as ONNX.

What a model's program is given, and what it has to write, is in eslabon's docs/reference/model.md.
"""

import json
import os
from pathlib import Path

from skl2onnx import to_onnx
from skl2onnx.common.data_types import StringTensorType
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

# Both regular expression engines, Python's and the one of ONNX Runtime (RE2), read this alike; `\w` they do not.
WORD = "[a-z0-9áéíóúüñç]+"
# One that every machine has that the model is answered on; ONNX Runtime brings capital letters to lower case by it.
LOCALE = "C.UTF-8"


def main() -> None:
    dataset = Path(os.environ["ESLABON_DATASET"])
    out = Path(os.environ["ESLABON_OUT"])
    texts, labels = read_rows(dataset, "train")
    print(f"learning from {len(texts)} rows", flush=True)
    pipeline = fit(texts, labels)
    (out / "model.onnx").write_bytes(export(pipeline))
    (out / "labels.json").write_text(json.dumps(pipeline.classes_.tolist(), ensure_ascii=False), "utf-8")


def read_rows(dataset: Path, resource: str) -> tuple[list[str], list[str]]:
    roles = json.loads((dataset / "datapackage.json").read_text("utf-8"))["roles"]
    with (dataset / f"{resource}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row[roles["text"]] for row in rows], [row[roles["label"]] for row in rows]


def fit(texts: list[str], labels: list[str]) -> Pipeline:
    vectoriser = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD)
    classifier = LogisticRegression(C=30, max_iter=1000)
    return make_pipeline(vectoriser, classifier).fit(texts, labels)


def export(pipeline: Pipeline) -> bytes:
    model = to_onnx(
        pipeline,
        initial_types=[("text", StringTensorType([None, 1]))],
        options={
            id(pipeline): {"zipmap": False},
            id(pipeline[0]): {"tokenexp": WORD, "locale": LOCALE},
        },
        # Without a name it would get a random one.
        name="hogar",
    )
    # They come in any order. As they are now, the same rows give the same bytes.
    model.opset_import.sort(key=lambda opset: opset.domain)
    return model.SerializeToString()


if __name__ == "__main__":
    main()

"""fastText: supervised, word bigrams and subwords of 2-5 characters."""

import re
import tempfile
from importlib.metadata import version

import fasttext
from measuring import measure, parser

FILE = "model.bin"
LABEL = "__label__"

# Rate and epochs: the best or near it, among six pairs, on a tenth of the training rows of banking77 and clinc150. The default
# of two million buckets stores 800 MB and answers 0.3 points more of banking77.
SETTINGS = {"wordNgrams": 2, "minn": 2, "maxn": 5, "dim": 100, "lr": 1.0, "bucket": 200_000}
EPOCHS = 50
# With 5 or 10 rows of each of banking77's labels, four times the epochs answer 1 to 8 points more of other training rows.
FEW_ROWS, EPOCHS_OF_FEW = 1000, 200


def words(text):
    """As fastText's own tutorial prepares texts: lower case, punctuation apart from words, one line."""
    return " ".join(re.sub(r"([^\w\s])", r" \1 ", text.lower()).split())


def train(_options, texts, labels):
    # A label of fastText is a word; names of labels may hold blanks, so that their numbers stand for them.
    names = sorted(set(labels))
    number = {name: index for index, name in enumerate(names)}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.writelines(f"{LABEL}{number[label]} {words(text)}\n" for text, label in zip(texts, labels))
        file.flush()
        epoch = EPOCHS_OF_FEW if len(texts) < FEW_ROWS else EPOCHS
        model = fasttext.train_supervised(file.name, thread=1, seed=1, verbose=0, epoch=epoch, **SETTINGS)
    return names, model


def store(trained, folder):
    names, model = trained
    model.save_model(str(folder / FILE))
    (folder / "labels.txt").write_text("\n".join(names), encoding="utf-8")


def load(folder):
    names = (folder / "labels.txt").read_text(encoding="utf-8").split("\n")
    return names, fasttext.load_model(str(folder / FILE))


def classify(named, text):
    names, model = named
    # The binding itself: the wrapper around it fails with NumPy 2, and is slower.
    found = model.f.predict(words(text) + "\n", 1, 0.0, "strict")
    if not found:
        return None, None
    probability, label = found[0]
    # Rounding lets it exceed 1 by a hair.
    return names[int(label.removeprefix(LABEL))], min(1.0, probability)


def classify_all(named, texts):
    answered = [classify(named, text) for text in texts]
    return [
        (label, probability, {} if probability is None else {"probability": probability})
        for label, probability in answered
    ]


if __name__ == "__main__":
    versions = {"fastText": version("fasttext")}
    measure(parser(__doc__), versions, train, store, load, classify, classify_all)

"""The scikit-learn model that all Python peers answer with. MODEL_FILE says where it is."""

import os

import joblib

model = joblib.load(os.environ["MODEL_FILE"])


def ranked(text):
    """All labels and their probabilities to six places, as ours states them: the most probable first."""
    probabilities = model.predict_proba([text])[0]
    order = probabilities.argsort()[::-1]
    return model.classes_[order].tolist(), probabilities[order].round(6).tolist()


def answer(text):
    """The shape in which our service answers."""
    labels, scores = ranked(text)
    return {
        "classification": {
            "info": {"count": len(labels), "max_score": scores[0]},
            "tokens": [{"token": label, "score": score} for label, score in zip(labels, scores)],
        }
    }

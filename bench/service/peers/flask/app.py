"""Flask, served by gunicorn."""

from classifier import answer
from flask import Flask, request

app = Flask(__name__)


@app.post("/classify")
def classify():
    return answer(request.get_json()["text"])

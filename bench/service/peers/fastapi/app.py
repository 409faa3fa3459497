"""FastAPI, served by uvicorn. What comes and goes is declared, as its documentation has it."""

from classifier import answer
from fastapi import FastAPI
from pydantic import BaseModel


class Question(BaseModel):
    text: str


class Token(BaseModel):
    token: str
    score: float


class Info(BaseModel):
    count: int
    max_score: float


class Classification(BaseModel):
    info: Info
    tokens: list[Token]


class Answer(BaseModel):
    classification: Classification


app = FastAPI()


@app.post("/classify", response_model=Answer)
def classify(question: Question):
    return answer(question.text)

"""BentoML: a service with two workers."""

import bentoml


@bentoml.service(workers=2)
class Classifier:
    def __init__(self):
        # Here and not above: the process that only looks after the workers needs no model.
        from classifier import answer

        self.answer = answer

    @bentoml.api
    def classify(self, text: str) -> dict:
        return self.answer(text)

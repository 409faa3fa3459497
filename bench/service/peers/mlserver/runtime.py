"""MLServer: a runtime of one's own, because the one for scikit-learn gives probabilities without their labels."""

from mlserver import MLModel
from mlserver.codecs import StringCodec
from mlserver.types import InferenceRequest, InferenceResponse, ResponseOutput


class Ranking(MLModel):
    async def load(self) -> bool:
        # Here and not above: the process that hands out requests needs no model.
        from classifier import ranked

        self.ranked = ranked
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        (text,) = StringCodec.decode_input(payload.inputs[0])
        labels, scores = self.ranked(text)
        return InferenceResponse(
            model_name=self.name,
            outputs=[
                StringCodec.encode_output("label", labels),
                ResponseOutput(name="score", shape=[len(scores), 1], datatype="FP64", data=scores),
            ],
        )

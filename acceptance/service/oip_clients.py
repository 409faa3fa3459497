"""Asks a service as the documentation of KServe's and Triton's clients shows it: python oip_clients.py URL MODEL"""

import asyncio
import json
import sys
from importlib.metadata import version

import httpx
import numpy as np
import tritonclient.http as triton
from kserve import InferInput, InferRequest, InferenceRESTClient
from kserve.inference_client import RESTConfig
from kserve.protocol.infer_type import RequestedOutput

URL, MODEL = sys.argv[1:]
TEXTS = ["I have lost my card", "What is the exchange rate?"]
ARRAY = np.array(TEXTS, dtype=np.object_)


def as_texts(array):
    return [each.decode() if isinstance(each, bytes) else str(each) for each in array.tolist()]


async def ask_by_kserve():
    client = InferenceRESTClient(config=RESTConfig(protocol="v2"))
    assert await client.is_server_live(URL) is True
    assert await client.is_server_ready(URL) is True
    assert await client.is_model_ready(URL, MODEL) is True
    answers = []
    for is_binary in (True, False):
        text = InferInput(name="text", shape=[2], datatype="BYTES")
        text.set_data_from_numpy(ARRAY, binary_data=is_binary)
        outputs = [RequestedOutput(name, {"binary_data": is_binary}) for name in ("label", "scores")]
        request = InferRequest(model_name=MODEL, request_id="2ja0ls9j1309", infer_inputs=[text], request_outputs=outputs)
        answer = await client.infer(URL, request, model_name=MODEL)
        assert answer.id == "2ja0ls9j1309" and answer.model_name == MODEL, answer
        scores = answer.get_output_by_name("scores").as_numpy()
        assert scores.shape == (2, 77) and abs(scores.sum() - 2) < 1e-3, scores
        answers.append(as_texts(answer.get_output_by_name("label").as_numpy()))
    assert answers[0] == answers[1]
    everything = await client.infer(URL, {"inputs": [{"name": "input-0", "shape": [2], "datatype": "BYTES", "data": TEXTS}]}, model_name=MODEL)
    assert [output.name for output in everything.outputs] == ["label", "labels", "scores"]
    try:
        await client.infer(URL, {"inputs": []}, model_name=MODEL)
        raise AssertionError("an empty request was answered")
    except httpx.HTTPStatusError as error:
        assert error.response.status_code == 400 and "SERVICE_INFERENCE_INVALID" in str(error), error
    return {"version": version("kserve"), "requests": 7, "labels": answers[0]}


def ask_by_triton():
    client = triton.InferenceServerClient(URL.removeprefix("http://"))
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(MODEL)
    server, metadata = client.get_server_metadata(), client.get_model_metadata(MODEL)
    assert server["extensions"] == ["binary_tensor_data"], server
    (model_version,) = metadata["versions"]
    assert client.is_model_ready(MODEL, model_version)
    text = triton.InferInput(metadata["inputs"][0]["name"], [2], "BYTES")
    text.set_data_from_numpy(ARRAY)
    everything = client.infer(MODEL, [text], model_version=model_version)
    wanted = client.infer(MODEL, [text], outputs=[triton.InferRequestedOutput("label", binary_data=False)])
    labels = as_texts(wanted.as_numpy("label"))
    assert as_texts(everything.as_numpy("labels")[:, 0]) == labels
    assert everything.as_numpy("scores").shape == (2, 77)
    try:
        client.infer("another", [text])
        raise AssertionError("a model that is not there has answered")
    except triton.InferenceServerException as error:
        assert "SERVICE_MODEL_UNKNOWN" in error.message(), error
    return {"version": version("tritonclient"), "requests": 9, "labels": labels}


print(json.dumps({"kserve": asyncio.run(ask_by_kserve()), "tritonclient": ask_by_triton()}))

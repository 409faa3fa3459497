"""A model's program that writes one of several models, most of which cannot be used: the one that its argument names."""

import json
import os
import sys
from pathlib import Path

from onnx import TensorProto, helper

TEXT = helper.make_tensor_value_info("text", TensorProto.STRING, [None, 1])


def main(name: str) -> None:
    dataset = Path(os.environ["ESLABON_DATASET"])
    out = Path(os.environ["ESLABON_OUT"])
    labels = json.loads((dataset / "datapackage.json").read_text("utf-8"))["labels"]
    (out / "labels.json").write_text(json.dumps(labels), "utf-8")
    (out / "model.onnx").write_bytes(MODELS[name](labels))


def constant(columns: int, value: float, inputs: tuple = (TEXT,)) -> bytes:
    """Gives the same number for each label, whatever it is asked."""
    values = helper.make_tensor("values", TensorProto.FLOAT, [1, columns], [value] * columns)
    node = helper.make_node("Constant", [], ["probabilities"], value=values)
    output = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, columns])
    return model([node], inputs, [output])


def with_zipmap(labels: list[str]) -> bytes:
    columns = len(labels)
    values = helper.make_tensor("values", TensorProto.FLOAT, [1, columns], [1 / columns] * columns)
    nodes = [
        helper.make_node("Constant", [], ["values"], value=values),
        helper.make_node("ZipMap", ["values"], ["maps"], domain="ai.onnx.ml", classlabels_strings=labels),
    ]
    number = helper.make_tensor_type_proto(TensorProto.FLOAT, [])
    maps = helper.make_sequence_type_proto(helper.make_map_type_proto(TensorProto.STRING, number))
    return model(nodes, [TEXT], [helper.make_value_info("maps", maps)])


def failing(labels: list[str]) -> bytes:
    """Takes the text for a number, which no claim is."""
    columns = len(labels)
    zeros = helper.make_tensor("zeros", TensorProto.FLOAT, [1, columns], [0] * columns)
    nodes = [
        helper.make_node("Cast", ["text"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Constant", [], ["zeros"], value=zeros),
        helper.make_node("Add", ["number", "zeros"], ["probabilities"]),
    ]
    output = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, columns])
    return model(nodes, [TEXT], [output])


def model(nodes: list, inputs: tuple | list, outputs: list) -> bytes:
    graph = helper.make_graph(nodes, "odd", list(inputs), outputs)
    operators = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=operators, ir_version=9).SerializeToString()


NUMBER = helper.make_tensor_value_info("number", TensorProto.FLOAT, [1])
MODELS = {
    "uniform": lambda labels: constant(len(labels), 1 / len(labels)),
    "no-model": lambda labels: b"not a model",
    "number-in": lambda labels: constant(len(labels), 1 / len(labels), (NUMBER,)),
    "two-in": lambda labels: constant(len(labels), 1 / len(labels), (TEXT, NUMBER)),
    "zipmap": with_zipmap,
    "too-few": lambda labels: constant(3, 1 / 3),
    "no-probabilities": lambda labels: constant(len(labels), 2.0),
    "no-numbers": lambda labels: constant(len(labels), float("nan")),
    "failing": failing,
}

if __name__ == "__main__":
    main(sys.argv[1])

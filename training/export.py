"""The trained network as an ONNX graph with int8 weights, written node by node: every operator in it is known, and ONNX Runtime fuses nothing on its own.

Each matrix keeps one scale a column, the word embeddings one a row; activations are quantised as they come, over the row of sentences that one run reads
(Krishnamoorthi 2018). A run holds one row, so nothing of it depends on any other row. A few numbers of the encoder's states are ten times as large as the others
and would take all their resolution; they are divided before they are quantised, and the weights multiplied (SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.network import ATTENTION_HEADS, LAYERS

Array = NDArray[np.generic]
MICROSOFT = "com.microsoft"
# The matrices before which numbers are evened out, and how far: 0 leaves them, at 1 all are alike. Without it LAS loses .003 and people's names .012; with it .001, none.
EVENED = ("query_key_value", "wide", "narrow")
EVENNESS = 0.85
EPSILON = 1e-12
OPSET, IR_VERSION = 18, 9


class Graph:
    """Nodes and constants in the order in which they are added; `add` gives the names of a node's outputs, `one` that of its only one."""

    def __init__(self, largest: Mapping[str, Array] | None, halved: bool = False) -> None:
        """`largest`: of each input that is quantised; `halved`: weights are kept in 16 bits and reckoned with in 32."""
        self.quantised = largest is not None
        self.halved = halved
        self.largest = largest or {}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, Array] = {}

    def add(self, operator: str, *inputs: str, domain: str = "", outputs: int = 1, name: str = "", **attributes: object) -> list[str]:
        made = [name or f"{operator}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), made, domain=domain, **attributes))
        return made

    def one(self, operator: str, *inputs: str, domain: str = "", name: str = "", **attributes: object) -> str:
        return self.add(operator, *inputs, domain=domain, name=name, **attributes)[0]

    def constant(self, name: str, value: Array) -> str:
        self.constants[name] = value
        return name

    def linear(self, x: str, name: str, weight: Array, bias: Array | None = None) -> str:
        """`x` (..., in) times `weight` (in, out) plus `bias`, in int8 where the graph is quantised."""
        if not self.quantised:
            kept = self.constant(f"{name}.weight", weight.astype(np.float16 if self.halved else np.float32))
            made = self.one("MatMul", x, self.one("Cast", kept, to=TensorProto.FLOAT) if self.halved else kept)
            return made if bias is None else self.one("Add", made, self.constant(f"{name}.bias", bias.astype(np.float32)))
        if name.rsplit(".", 1)[-1] in EVENED:
            scales = evened(self.largest[name], weight)
            x = self.one("Mul", x, self.constant(f"{name}.evened", 1 / scales))
            weight = weight * scales[:, None]
        values, scale = quantised(weight, axis=0)
        inputs = [
            x,
            self.constant(f"{name}.weight", values),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros_like(scale, dtype=np.int8)),
        ]
        if bias is not None:
            inputs.append(self.constant(f"{name}.bias", bias.astype(np.float32)))
        return self.one("DynamicQuantizeMatMul", *inputs, domain=MICROSOFT)

    def save(self, out: Path, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto]) -> None:
        constants = [numpy_helper.from_array(value, name) for name, value in self.constants.items()]
        model = helper.make_model(
            helper.make_graph(self.nodes, out.stem, inputs, outputs, constants),
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
            ir_version=IR_VERSION,
            producer_name="firsthand",
        )
        onnx.checker.check_model(model)
        onnx.save(model, out)


def evened(largest: Array, weight: Array) -> NDArray[np.float32]:
    """The scale of each number of a matrix's input; their geometric mean is 1. `largest`: the magnitude that it reaches."""
    scales = np.maximum(largest, 1e-3) ** EVENNESS / np.maximum(np.abs(weight).max(1), 1e-5) ** (1 - EVENNESS)
    return (scales / np.exp(np.log(scales).mean())).astype(np.float32)


def quantised(weight: Array, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(values, scales): symmetric int8, one scale for each index of the other axis than `axis`."""
    weight = weight.astype(np.float32)
    scale = np.maximum(np.abs(weight).max(axis, keepdims=True), 1e-8) / 127
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.squeeze(axis).astype(np.float32)


def write(weights: Mapping[str, Array], vocabulary: Sequence[int], out: Path, largest: Mapping[str, Array] | None = None) -> None:
    """Write the graph of `weights` (the network's state, NumPy arrays); `vocabulary`: the rows of the word embeddings that are kept, in order.

    `largest` is what `calibrate` found, for int8; without it the graph is fp32.
    """
    graph = Graph(largest)
    x, states = _encoder(graph, weights, vocabulary)
    _heads(graph, weights, x, states)
    inputs = [
        *(_values(name, TensorProto.INT64, 1, "places") for name in ("pieces", "shapes")),
        _values("words", TensorProto.INT64, "words"),
        _values("belongs", TensorProto.FLOAT, "sentences", "places"),
    ]
    graph.save(out, inputs, [_values(name, TensorProto.FLOAT, *shape) for name, shape in OUTPUTS.items()])


def write_relations(weights: Mapping[str, Array], out: Path) -> None:
    """Write the relation head: the best relation of each pair of a dependent and its head."""
    graph = Graph(None)
    inner = graph.one("Relu", graph.one("Add", "dependents", "heads"))
    made = graph.linear(inner, "relation", weights["relation.weight"].T, weights["relation.bias"])
    graph.one("ArgMax", made, axis=1, keepdims=0, name="relations")
    inputs = [_values(name, TensorProto.FLOAT, "words", weights["relation.weight"].shape[1]) for name in ("dependents", "heads")]
    graph.save(out, inputs, [_values("relations", TensorProto.INT64, "words")])


def _values(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


# A row for each word, but of `meaning`, which has one for each sentence; in `arcs` a column for each word, too.
OUTPUTS = {
    name: [rows, f"{name} numbers"]
    for rows, names in (("words", "states upos names begins arcs parts"), ("sentences", "meaning"))
    for name in names.split()
}


def _encoder(graph: Graph, weights: Mapping[str, Array], vocabulary: Sequence[int]) -> tuple[str, list[str]]:
    """(the last layer's states, those before the first and after each), each (1, places, WIDTH)."""
    table = weights["encoder.words.weight"][np.asarray(vocabulary)]
    if graph.quantised:
        values, scale = quantised(table, axis=1)
        rows = graph.one("Cast", graph.one("Gather", graph.constant("words.values", values), "pieces"), to=TensorProto.FLOAT)
        x = graph.one("Mul", rows, graph.one("Gather", graph.constant("words.scale", scale[:, None]), "pieces"))
    else:
        x = graph.one("Gather", graph.constant("words.values", table.astype(np.float32)), "pieces")
    positions = weights["encoder.positions.weight"] + weights["encoder.kind"]
    places = graph.one("Shape", "pieces", start=1, end=2)
    first = graph.one(
        "Slice", graph.constant("positions", positions.astype(np.float32)), graph.constant("nought", np.zeros(1, np.int64)), places
    )
    shapes = graph.one("Gather", graph.constant("shapes.values", weights["encoder.shapes.weight"].astype(np.float32)), "shapes")
    x = graph.one("Add", graph.one("Add", x, first), shapes)
    x = _norm(graph, weights, "encoder.norm", x)
    states = [x]
    for number in range(LAYERS):
        x = _layer(graph, weights, f"encoder.layers.{number}", x)
        states.append(x)
    return x, states


def _layer(graph: Graph, weights: Mapping[str, Array], at: str, x: str) -> str:
    def linear(name: str, given: str, *, bias: bool) -> str:
        return graph.linear(given, f"{at}.{name}", weights[f"{at}.{name}.weight"].T, weights[f"{at}.{name}.bias"] if bias else None)

    joined = linear("query_key_value", x, bias=True)
    split = graph.add("Split", joined, outputs=3, axis=2, num_outputs=3)
    seen = graph.one("MultiHeadAttention", *split, domain=MICROSOFT, num_heads=ATTENTION_HEADS)
    x = _norm(graph, weights, f"{at}.norm1", graph.one("Add", x, linear("output", seen, bias=True)))
    wide = graph.one(
        "FastGelu",
        linear("wide", x, bias=False),
        graph.constant(f"{at}.wide.bias", weights[f"{at}.wide.bias"].astype(np.float32)),
        domain=MICROSOFT,
    )
    return _norm(graph, weights, f"{at}.norm2", graph.one("Add", x, linear("narrow", wide, bias=True)))


def _norm(graph: Graph, weights: Mapping[str, Array], name: str, x: str) -> str:
    scale, shift = (graph.constant(f"{name}.{part}", weights[f"{name}.{part}"].astype(np.float32)) for part in ("weight", "bias"))
    return graph.one("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)


def _heads(graph: Graph, weights: Mapping[str, Array], x: str, states: Sequence[str]) -> None:
    """`states` (words, WIDTH), `upos`, `names`, `begins` scores, `arcs` and `parts` for trees, `meaning` of sentences."""
    row = graph.constant("row", np.zeros(1, np.int64))
    words = graph.one("Gather", graph.one("Squeeze", x, row), "words", name="states")
    for name in ("upos", "names", "begins"):
        made = graph.one("MatMul", words, graph.constant(f"{name}.weight", weights[f"{name}.weight"].T.astype(np.float32).copy()))
        graph.one("Add", made, graph.constant(f"{name}.bias", weights[f"{name}.bias"].astype(np.float32)), name=name)
    _parts(graph, weights, words)
    pooled = graph.one("Concat", *(graph.one("MatMul", "belongs", graph.one("Squeeze", state, row)) for state in states), axis=1)
    made = graph.linear(pooled, "meaning", weights["meaning.weight"].T, weights["meaning.bias"])
    graph.one("LpNormalization", made, axis=-1, p=2, name="meaning")


def _parts(graph: Graph, weights: Mapping[str, Array], words: str) -> None:
    """`arcs`: the biaffine scores of each word as dependent with each as head; `parts`: relation dependent and relation head, side by side."""
    arc = weights["arc"].shape[1]
    made = graph.linear(words, "project", weights["project.weight"].T, weights["project.bias"])
    sizes = graph.constant("sizes", np.array([2 * arc, weights["project.bias"].shape[0] - 2 * arc]))
    split = graph.add("Split", made, sizes, outputs=2, axis=1)
    dependents, heads = graph.add("Split", graph.one("FastGelu", split[0], domain=MICROSOFT), outputs=2, axis=1, num_outputs=2)
    form = graph.one("MatMul", dependents, graph.constant("arc.weight", weights["arc"][:-1].astype(np.float32)))
    form = graph.one("Add", form, graph.constant("arc.bias", weights["arc"][-1].astype(np.float32)))
    graph.one("MatMul", form, graph.one("Transpose", heads, perm=[1, 0]), name="arcs")
    graph.one("Identity", split[1], name="parts")

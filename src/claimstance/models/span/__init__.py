"""The span model: every mark of a sentence from one pass of an encoder.

- `layout`: the layers, links and attributes, and the shapes of what the network puts out.
- `encoding`: a sentence and its marks as tokens and targets.
- `decoding`: the network's output as marks.
- `runtime`: the exported network on onnxruntime.
"""

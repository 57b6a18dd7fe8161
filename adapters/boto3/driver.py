"""A driver for boto3. Region and credentials are in the environment. The protocol: docs/driver-protocol.md."""
import base64
import functools
import json
import sys

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError


@functools.lru_cache(maxsize=8)
def client_for(endpoint):
    return boto3.client("ec2", endpoint_url=endpoint)


def given(shape, value):
    """An input with its blobs, which the protocol has as base64, as the bytes that boto3 wants."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {name: given(shape.members[name], one) if name in shape.members else one for name, one in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [given(shape.member, one) for one in value]
    return base64.b64decode(value) if shape.type_name == "blob" else value


def as_json(value):
    """A timestamp or blob of an output, which JSON does not have."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value.isoformat()


def call(message):
    client = client_for(message["endpoint"])
    method = getattr(client, xform_name(message["operation"]), None)
    if method is None:
        return {"type": "unsupported", "message": "there is no " + message["operation"]}
    try:
        shape = client.meta.service_model.operation_model(message["operation"]).input_shape
        output = method(**given(shape, message["input"]) if shape else {})
        metadata = output.pop("ResponseMetadata")
        meta = {"status": metadata.get("HTTPStatusCode"), "requestId": metadata.get("RequestId")}
        return {"type": "result", "output": output, **meta}
    except ClientError as problem:
        error, metadata = problem.response.get("Error", {}), problem.response["ResponseMetadata"]
        meta = {"status": metadata.get("HTTPStatusCode"), "requestId": metadata.get("RequestId")}
        return {"type": "serviceError", "code": error.get("Code"), "message": error.get("Message"), **meta}
    except Exception as problem:
        return {"type": "clientError", "message": type(problem).__name__ + ": " + str(problem)}


def answer(message):
    if message["type"] == "start":
        return {"type": "started", "protocol": 1, "name": "boto3", "version": boto3.__version__}
    if message["type"] == "call":
        return call(message)
    return {"type": "driverError", "message": "unknown message " + message["type"]}


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "stop":
        break
    print(json.dumps({"seq": message["seq"], **answer(message)}, default=as_json), flush=True)

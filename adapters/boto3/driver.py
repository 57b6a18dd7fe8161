"""A driver for boto3. Region and credentials are in the environment. The protocol: docs/driver-protocol.md."""
import functools
import json
import sys

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError


@functools.lru_cache(maxsize=8)
def client_for(endpoint):
    return boto3.client("ec2", endpoint_url=endpoint)


def call(message):
    method = getattr(client_for(message["endpoint"]), xform_name(message["operation"]), None)
    if method is None:
        return {"type": "unsupported", "message": "there is no " + message["operation"]}
    try:
        output = method(**message["input"])
        metadata = output.pop("ResponseMetadata")
        told = {"status": metadata.get("HTTPStatusCode"), "requestId": metadata.get("RequestId")}
        return {"type": "result", "output": output, **told}
    except ClientError as problem:
        error, metadata = problem.response.get("Error", {}), problem.response["ResponseMetadata"]
        told = {"status": metadata.get("HTTPStatusCode"), "requestId": metadata.get("RequestId")}
        return {"type": "serviceError", "code": error.get("Code"), "message": error.get("Message"), **told}
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
    print(json.dumps({"seq": message["seq"], **answer(message)}), flush=True)

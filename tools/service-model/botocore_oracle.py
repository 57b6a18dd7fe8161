"""Answers questions about EC2's wire format with botocore's serializer, parser, validator and model.

Reads one JSON object a line and writes one a line: the same object with botocore's answer added.

  {"kind": "input", "action", "input"}   -> "parameters": [[name, value], ...] without Action and Version
  {"kind": "check", "action", "input"}   -> "problems": {kind: count}, kinds as in value-problems.ts
  {"kind": "output", "action", "xml"}    -> "output": {...}, "requestId"
  {"kind": "shape", "shape"}             -> "type", "required", "enum", "min", "max"
  {"kind": "members", "action"}          -> "dryRun": bool, "required", "deprecated", "tokens": [names]
  {"kind": "actions"}                    -> "actions": {name: bool, whether it has an output}
  {"kind": "digest"}                     -> "sha256" of all actions, shapes and members, see digest()
  {"kind": "about"}                      -> "botocore": version

Timestamps are ISO 8601 text and blobs base64 text, as in harness/service-model.
"""

import base64
import datetime
import hashlib
import json
import sys
from urllib.parse import parse_qsl

import botocore
from botocore.awsrequest import AWSRequest
from botocore.loaders import create_loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

description = create_loader().load_service_model('ec2', 'service-2')
service = ServiceModel(description, 'ec2')
serializer = create_serializer('ec2', include_validation=False)
parser = create_parser('ec2')


def to_botocore(shape, value):
    """Bytes for blobs; botocore reads timestamps from text itself. What does not fit its shape stays as it is."""
    if shape.type_name == 'structure' and isinstance(value, dict):
        members = shape.members
        return {n: to_botocore(members[n], v) if n in members else v for n, v in value.items()}
    if shape.type_name == 'list' and isinstance(value, list):
        return [to_botocore(shape.member, item) for item in value]
    if shape.type_name == 'blob' and isinstance(value, str):
        return base64.b64decode(value)
    return value


def from_botocore(value):
    if isinstance(value, dict):
        return {name: from_botocore(content) for name, content in value.items()}
    if isinstance(value, list):
        return [from_botocore(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode('ascii')
    if isinstance(value, datetime.datetime):
        text = value.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%f')
        return text.rstrip('0').rstrip('.') + 'Z'
    return value


def serialized(action, value):
    operation = service.operation_model(action)
    request = serializer.serialize_to_request(to_botocore(operation.input_shape, value), operation)
    sent = AWSRequest(method=request['method'], url='https://ec2.us-east-1.amazonaws.com/', data=request['body'])
    body = sent.prepare().body
    pairs = parse_qsl(body if isinstance(body, str) else body.decode('ascii'), keep_blank_values=True)
    assert pairs[:2] == [('Action', action), ('Version', service.api_version)], pairs[:2]
    return pairs[2:]


def parsed(action, xml):
    response = {'status_code': 200, 'headers': {}, 'body': xml.encode('utf-8')}
    output = parser.parse(response, service.operation_model(action).output_shape)
    metadata = output.pop('ResponseMetadata')
    return {'output': from_botocore(output), 'requestId': metadata.get('RequestId')}


REPORTED = (
    ('Missing required parameter', 'missing-member'),
    ('Unknown parameter', 'unknown-member'),
    ('Invalid type for parameter', 'wrong-type'),
    ('Invalid length for parameter', 'below-minimum'),
    ('Invalid value for parameter', 'below-minimum'),
)


def checked(action, value):
    shape = service.operation_model(action).input_shape
    report = ParamValidator().validate(to_botocore(shape, value), shape)
    problems = {}
    for line in report.generate_report().splitlines():
        kind = next(kind for start, kind in REPORTED if line.startswith(start))
        problems[kind] = problems.get(kind, 0) + 1
    return problems


def shape_facts(name):
    shape = service.shape_for(name)
    metadata = shape.metadata
    facts = {'type': shape.type_name, 'required': list(metadata.get('required', []))}
    for key in ('enum', 'min', 'max'):
        if key in metadata:
            facts[key] = metadata[key]
    return facts


def member_facts(action):
    shape = service.operation_model(action).input_shape
    members = shape.members
    # botocore's classes leave this flag out.
    references = description['shapes'][shape.name]['members']
    return {
        'dryRun': 'DryRun' in members,
        'required': shape.required_members,
        'deprecated': [name for name, reference in references.items() if reference.get('deprecated')],
        'tokens': [name for name, shape in members.items() if shape.metadata.get('idempotencyToken')],
    }


def digest():
    """Over one line of JSON for each action, shape and member, sorted; harness/service-model makes the same lines."""
    rows = []
    for name in service.operation_names:
        operation = service.operation_model(name)
        output = operation.output_shape
        rows.append([name, operation.http['method'], operation.input_shape.name, output.name if output else None])
    for name in service.shape_names:
        shape = service.shape_for(name)
        metadata = shape.metadata
        limits = [metadata.get(key) for key in ('enum', 'min', 'max')]
        if shape.type_name == 'list':
            rows.append([name, 'list', shape.member.name, shape.member.serialization.get('name'), *limits])
        elif shape.type_name == 'structure':
            rows.append([name, 'structure'])
            required = metadata.get('required', [])
            for member, target in shape.members.items():
                element = target.serialization.get('name', member)
                query = target.serialization.get('queryName', element[0].upper() + element[1:])
                token = target.metadata.get('idempotencyToken', False)
                rows.append([name, member, target.name, element, query, member in required, token])
        else:
            rows.append([name, shape.type_name, *limits])
    lines = sorted(json.dumps(row, separators=(',', ':'), ensure_ascii=False) for row in rows)
    return hashlib.sha256('\n'.join(lines).encode('utf-8')).hexdigest()


def answer(question):
    kind = question['kind']
    if kind == 'input':
        return {'parameters': serialized(question['action'], question['input'])}
    if kind == 'check':
        return {'problems': checked(question['action'], question['input'])}
    if kind == 'output':
        return parsed(question['action'], question['xml'])
    if kind == 'shape':
        return shape_facts(question['shape'])
    if kind == 'members':
        return member_facts(question['action'])
    if kind == 'actions':
        names = service.operation_names
        return {'actions': {name: service.operation_model(name).output_shape is not None for name in names}}
    if kind == 'digest':
        return {'sha256': digest()}
    if kind == 'about':
        return {'botocore': botocore.__version__}
    raise ValueError(kind)


for line in sys.stdin:
    question = json.loads(line)
    sys.stdout.write(json.dumps({**question, **answer(question)}, ensure_ascii=False) + '\n')

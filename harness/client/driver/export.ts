/**
 * The cases for runners of others: one JSON object per line, and the shape of Smithy's httpRequestTests and
 * httpResponseTests, for SDKs that are generated and bring a runner of their own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeForm } from '../../wire/query.ts';
import { type ClientCase, type ExpectedReport, plainResponse } from '../fixture.ts';

/** Writes three files into a folder that is there; answers their paths. */
export function exportCases(cases: readonly ClientCase[], directory: string): readonly string[] {
  const files: readonly (readonly [string, string])[] = [
    ['cases.ndjson', cases.map((one) => `${JSON.stringify(wholeCase(one))}\n`).join('')],
    ['http-request-tests.json', json(cases.flatMap(requestTest))],
    ['http-response-tests.json', json(cases.flatMap(responseTest))],
  ];
  return files.map(([name, text]) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  });
}

/** With what a fixture leaves to its default. */
function wholeCase(one: ClientCase): ClientCase {
  return { ...one, as: one.as ?? 'main', answers: one.answers ?? [plainResponse(one.operation)] };
}

/**
 * As Smithy's `httpRequestTests` has them. The body is one way to write the parameters down, in their order, with %20
 * for a space; a runner compares forms as maps.
 */
export function requestTest(one: ClientCase): readonly object[] {
  if (one.wire === undefined) return [];
  const pairs = [['Action', one.operation], ['Version', '2016-11-15'], ...Object.entries(one.wire)] as const;
  return [
    {
      id: smithyId(one.id),
      documentation: one.title,
      protocol: 'aws.protocols#ec2Query',
      method: 'POST',
      uri: '/',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      requireHeaders: ['Content-Length'],
      body: encodeForm(pairs),
      bodyMediaType: 'application/x-www-form-urlencoded',
      params: one.input,
    },
  ];
}

/** As Smithy's `httpResponseTests` has them, for whole responses whose outcome is a result or an error. */
export function responseTest(one: ClientCase): readonly object[] {
  const [response] = one.answers ?? [];
  const expected = one.report;
  const single = one.answers?.length === 1 && response !== undefined && response.missingBytes === undefined;
  if (!single || expected === undefined || (expected.outcome !== 'result' && expected.outcome !== 'serviceError'))
    return [];
  return [
    {
      id: smithyId(one.id),
      documentation: one.title,
      protocol: 'aws.protocols#ec2Query',
      code: response.status,
      headers: response.headers ?? {},
      body: response.body,
      bodyMediaType: 'application/xml',
      ...responseParameters(expected),
    },
  ];
}

/** Smithy knows errors by their shape; EC2 has none, so that what has to be surfaced is in vendorParams. */
function responseParameters(expected: Extract<ExpectedReport, { outcome: 'result' | 'serviceError' }>): object {
  const { outcome, ...rest } = expected;
  if (expected.outcome === 'result') return { params: expected.output ?? {} };
  return { params: {}, vendorParams: { outcome, ...rest } };
}

/** `client-encoding/hard-group-name` as `ClientEncodingHardGroupName`: Smithy allows letters, digits and underscores. */
function smithyId(id: string): string {
  return id.replace(/(?:^|[-/])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function json(tests: readonly object[]): string {
  return `${JSON.stringify(tests, undefined, 2)}\n`;
}

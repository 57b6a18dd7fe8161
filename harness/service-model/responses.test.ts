/** Documents that EC2 sent or that its documentation shows, as other projects keep them, are decoded as they are meant. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { readXml } from '../wire/xml/xml-read.ts';
import { type DecodeProblem, decodeElement } from './decode-output.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import type { ModelObject } from './model.ts';

const folder = join(packageRoot(), 'fixtures/service-model/responses');

/** What a person reads in a document: some of its members, and what of it the model rightly does not know. */
interface Reading {
  readonly file: string;
  /** The action, where the root does not name it. */
  readonly action?: string;
  readonly output: ModelObject;
  readonly problems?: readonly DecodeProblem[];
}

const placeholder = 'a placeholder in the documentation, YYYY-MM-DDTHH:MM:SS.000Z';

/** Reasons of the problems in the readings. */
const reasons: Readonly<Record<string, string>> = {
  'botocore/ec2-assign-private-ip-addresses.xml': 'an old example: the root is <AssignPrivateIpAddresses>',
  'botocore/ec2-describe-spot-instance-requests.xml': placeholder,
  'botocore/ec2-get-password-data.xml': 'an old example: 2009-10-24 15:00:00 is no ISO 8601 instant',
  'libcloud/describe_placement_groups.xml': 'the documentation spells requestID, all other documents requestId',
};

const readings = JSON.parse(readFileSync(join(folder, 'readings.json'), 'utf8')) as readonly Reading[];

describe('a public response document', () => {
  it.each(readings)('is decoded: $file', ({ file, action, output, problems = [] }) => {
    const root = readXml(readFileSync(join(folder, file)));
    const decoded = decodeElement(
      actionOf(loadServiceModel(), action ?? root.localName.replace(/Response$/, '')),
      root,
    );

    expect(decoded.output).toMatchObject(output);
    expect(decoded.problems).toEqual(problems);
  });

  it('has a reading, and each problem in it a reason', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
    const withProblems = readings.filter(({ problems }) => problems !== undefined).map(({ file }) => file);

    expect(readings.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    expect(Object.keys(reasons).toSorted()).toEqual(withProblems.toSorted());
    expect(files.length).toBeGreaterThanOrEqual(50);
  });
});

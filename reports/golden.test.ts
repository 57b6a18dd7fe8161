import { readFileSync } from 'node:fs';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validate as validateCtrf } from 'ctrf';
import { HtmlValidate } from 'html-validate';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { hostileReport } from '../test-support/reports/hostile-report.ts';
import { sampleReport } from '../test-support/reports/sample-report.ts';
import { sampleInput } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import { renderConsole } from './formats/console.ts';
import type { Report } from './report.ts';
import { formats } from './write.ts';

/** Rewritten by `npx vitest run reports/golden.test.ts --update`; what changes is to be read, not only accepted. */
const golden = Object.entries({
  json: 'report.json',
  html: 'report.html',
  junit: 'junit.xml',
  markdown: 'summary.md',
  operations: 'operations.md',
  sarif: 'report.sarif',
  ctrf: 'ctrf.json',
  badge: 'badge.json',
  github: 'github.txt',
  ndjson: 'report.ndjson',
} as const satisfies Readonly<Record<keyof typeof formats, string>>) as readonly [keyof typeof formats, string][];

describe('a report with a requirement of every verdict', () => {
  for (const [format, file] of golden) {
    it(`is ${file} as ${format}`, async () => {
      await expect(formats[format].render(sampleReport())).toMatchFileSnapshot(`golden/${file}`);
    });
  }
});

const reports: readonly (readonly [string, Report])[] = [
  ['of every verdict', sampleReport()],
  ['on a hostile target', hostileReport()],
  ['without a failure', assembleReport(sampleInput())],
  ['without a case', assembleReport(sampleInput({ results: [] }))],
  ['of two operations', ofTwoOperations()],
];

/** The ids of both are the same. */
function ofTwoOperations(): Report {
  const one = sampleReport();
  const operation = 'RevokeSecurityGroupEgress';
  const other = <Item extends { readonly operation: string }>(items: readonly Item[]): readonly Item[] => [
    ...items,
    ...items.map((item) => ({ ...item, operation })),
  ];
  return {
    ...one,
    operations: [...one.operations, operation],
    requirements: other(one.requirements),
    cases: other(one.cases),
    observations: other(one.observations),
    summary: {
      ...one.summary,
      operations: [...one.summary.operations, ...one.summary.operations.map((each) => ({ ...each, operation }))],
    },
  };
}

function schema(name: string): string {
  return readFileSync(new URL(`golden/schemas/${name}`, import.meta.url), 'utf8');
}

describe('a report of two operations', () => {
  it('has a name of its own for each requirement and each case, in every format', () => {
    const report = ofTwoOperations();
    const rules = JSON.parse(formats.sarif.render(report)).runs[0].tool.driver.rules as readonly {
      readonly id: string;
    }[];
    const tests = JSON.parse(formats.ctrf.render(report)).results.tests as readonly { readonly name: string }[];
    const junit = [...formats.junit.render(report).matchAll(/<testcase classname="([^"]+)" name="([^"]+)"/g)];
    const names = [
      rules.map(({ id }) => id),
      tests.map(({ name }) => name),
      junit.map(([, suite, name]) => `${suite} ${name}`),
    ];

    for (const each of names) {
      expect(each.length).toBeGreaterThan(report.requirements.length / 2);
      expect(new Set(each).size).toBe(each.length);
    }
    expect(formats.html.render(report)).toContain('id="requirement:RevokeSecurityGroupEgress/matching/fails"');
  });

  it('says of no failure that is listed that it decided the verdict', () => {
    const report = ofTwoOperations();
    const failed = report.requirements.filter(({ verdict }) => verdict === 'fail');
    const reasons = [...failed.map(({ operation, id }) => `${operation}/${id} fails`), 'another reason'];
    const decided = { ...report, summary: { ...report.summary, reasons } };

    expect(failed.length).toBeGreaterThan(1);
    expect(renderConsole(decided, { colour: false }).match(/^note .*/gm)).toEqual(['note another reason']);
    expect(formats.html.render(decided)).toContain('Other reasons for the verdict or the exit code: 1<');
  });
});

describe('the validators of others', () => {
  for (const [name, report] of reports) {
    it(`take the report ${name} for JUnit`, () => {
      expect(junitProblems(formats.junit.render(report))).toStrictEqual([]);
    });

    it(`take the report ${name} for SARIF 2.1.0`, () => {
      expect(sarifProblems(JSON.parse(formats.sarif.render(report)))).toStrictEqual([]);
    });

    it(`take the report ${name} for CTRF`, () => {
      expect(validateCtrf(JSON.parse(formats.ctrf.render(report)))).toMatchObject({ valid: true });
    });

    it(`take the report ${name} for HTML`, async () => {
      expect(await htmlProblems(formats.html.render(report))).toStrictEqual([]);
    });
  }

  it('refuse what is none of these', async () => {
    expect(junitProblems('<testsuites><testcase/></testsuites>')).not.toStrictEqual([]);
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: {} }] })).not.toStrictEqual([]);
    expect(validateCtrf({ results: {} })).toMatchObject({ valid: false });
    expect(await htmlProblems('<!doctype html><html><body><p><div></p></body></html>')).not.toStrictEqual([]);
  });
});

function junitProblems(xml: string): readonly string[] {
  const xsd = XmlDocument.fromString(schema('junit-10.xsd'));
  const validator = XsdValidator.fromDoc(xsd);
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (problem) {
    return [String(problem)];
  } finally {
    document.dispose();
    validator.dispose();
    xsd.dispose();
  }
}

function sarifProblems(log: unknown): readonly unknown[] {
  const ajv = new Ajv04.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(schema('sarif-2.1.0-rtm.5.json')));
  return validate(log) ? [] : (validate.errors ?? []);
}

async function htmlProblems(page: string): Promise<readonly string[]> {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // The page is well-formed as XML too, so that its own tests can read it with an XML parser.
      'void-style': ['error', { style: 'selfclosing' }],
      'attribute-boolean-style': ['error', { style: 'name' }],
      'doctype-style': 'off',
      // The filters act at once: there is nothing to submit.
      'wcag/h32': 'off',
      'long-title': 'off',
      // Requirements and verdicts are names with a colon or a slash; both are allowed in ids.
      'valid-id': ['error', { relaxed: true }],
    },
  });
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`),
  );
}

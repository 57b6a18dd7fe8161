import { expect, it } from 'vitest';
import { variants } from '../harness/mutants/variants.ts';
import { suite } from './modify-rules/suite.ts';
import { effortLimits } from '../harness/engine/plan/effort.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import { executeCase } from '../harness/engine/execute-case.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { properties } from './modify-rules/histories/properties.ts';
import { historyCases } from './modify-rules/histories/history-cases.ts';
import { modifyRules } from './modify-rules/operation.ts';
void suite;
it.each(variants.map((v) => [v.id, v] as const))('%s', async (_, v) => {
  const reference = await startReference({ behaviour: v.apply(referenceBehaviour) });
  const { value } = await withEngine(settingsForReference(reference, 'h'), modifyRules, async (engine) => {
    const out = [];
    for (const one of historyCases) out.push(await executeCase(engine, one));
    for (const p of properties) out.push(...(await p.execute(engine, { seed: 3, searchCalls: effortLimits.default.generated, shrinkCalls: 0 })));
    return out;
  });
  await reference.close();
  const bad = value.filter(({ verdict }) => verdict !== 'pass').map((r) => [r.id, r.verdict, r.reason?.message, r.observed.slice(-200)]);
  const findings = value.flatMap((r) => r.findings.filter((f) => f.mismatches.length > 0).map((f) => f.requirement));
  expect([bad, findings]).toEqual([[], []]);
}, 60_000);

/** A case file to replay, and drivers of clients, for tests that start the command. Test support. */

/** A case of which one response passes. */
export const sampleCaseFile = {
  ...{ caseFile: 1, suiteVersion: '0.1', requirements: ['errors/group-absent'], observed: '200' },
  case: {
    ...{ id: 'a/b', title: 'is refused', requirements: ['errors/group-absent'], given: { main: {} } },
    send: { params: { GroupId: '{main}', 'IpPermissions.1.IpProtocol': '-1' } },
    expect: [{ answer: 'refused', status: ['400'], after: [] }],
  },
};

/** A driver that sends something and reports an error of its own. `pauseMs`: before each request. */
export function sampleDriver(pauseMs = 0): string {
  return `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { seq, type, endpoint } = JSON.parse(line);
  const say = (more) => console.log(JSON.stringify({ seq, ...more }));
  if (type === 'start') { say({ type: 'started', protocol: 1, name: 'sample' }); continue; }
  if (type === 'stop') break;
  await new Promise((resolve) => setTimeout(resolve, ${pauseMs}));
  await fetch(endpoint, { method: 'POST', body: 'Action=A' }).then((one) => one.text(), () => undefined);
  say({ type: 'clientError', message: 'no' });
}
`;
}

/** How responses look as XML. What they say is decided elsewhere. */

import type { Arrival, ReferenceCall } from '../call.ts';
import type { Rendering } from '../sections/responses.ts';
import { type Content, isContentList } from './content.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** As recorded: successes indented by four spaces and with a final line end, errors on one line without. */
export const referenceRendering: Rendering<Arrival, ReferenceCall> = {
  declaration: '<?xml version="1.0" encoding="UTF-8"?>\n',
  rootName: ({ action }) => `${action}Response`,
  namespace: ({ version, behaviour }) =>
    `http://ec2.amazonaws.com/doc/${version}${behaviour.choices.namespaceSlash ? '/' : ''}`,
  envelope: ({ requestId }) => ({ requestId }),
  itemName: () => 'item',
  indent: '    ',
  emptyElement: (name) => `<${name}/>`,
  // Characters that XML cannot hold are shown as U+FFFD.
  escape: (text) => {
    if (/^[ -%'-;=?-~]*$/.test(text)) return text;
    return text
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replace(/[&<>\r]/g, (character) => entities[character] ?? character);
  },
  success: (elements, call) => {
    const how = call.behaviour.rendering;
    const root = how.rootName(call);
    const namespace = how.namespace(call);
    const attributes = namespace === undefined ? '' : ` xmlns="${how.escape(namespace)}"`;
    const content = inner(how, root, { ...how.envelope(call), ...elements }, 1);
    return `${how.declaration}<${root}${attributes}>${content}</${root}>${how.indent === '' ? '' : '\n'}`;
  },
  error: (refusal, arrival) => {
    const how = arrival.behaviour.rendering;
    const code = how.escape(how.errorCode(refusal, arrival));
    const message = how.escape(how.errorMessage(refusal, arrival));
    const requestId = how.escape(arrival.requestId);
    return `${how.declaration}<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  },
  errorCode: ({ code }) => code,
  errorMessage: ({ message }) => message,
};

function element(how: Rendering<Arrival, ReferenceCall>, name: string, content: Content, depth: number): string {
  const text = inner(how, name, content, depth + 1);
  return text === '' && typeof content !== 'string' ? how.emptyElement(name) : `<${name}>${text}</${name}>`;
}

/** What is between the tags of an element whose children are at this depth. */
function inner(how: Rendering<Arrival, ReferenceCall>, name: string, content: Content, depth: number): string {
  if (typeof content === 'string') return how.escape(content);
  const children: string[] = [];
  if (isContentList(content)) {
    for (const item of content) children.push(element(how, how.itemName(name), item, depth));
  } else {
    for (const [child, value] of Object.entries(content)) {
      if (value !== undefined) children.push(element(how, child, value, depth));
    }
  }
  if (children.length === 0) return '';
  if (how.indent === '') return children.join('');
  const lineStart = `\n${how.indent.repeat(depth)}`;
  return `${lineStart}${children.join(lineStart)}\n${how.indent.repeat(depth - 1)}`;
}

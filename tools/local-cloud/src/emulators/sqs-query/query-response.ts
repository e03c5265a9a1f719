/** Names of list members, by the name of the list. Lists of batches go by their action. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['Failed', 'BatchResultErrorEntry'],
  ['Messages', 'Message'],
  ['QueueUrls', 'QueueUrl'],
]);

/** XML names of a map's entries and their keys, by the name of the map. */
const ENTRIES: ReadonlyMap<string, readonly [entry: string, key: 'Name' | 'Key']> = new Map([
  ['Attributes', ['Attribute', 'Name']],
  ['MessageAttributes', ['MessageAttribute', 'Name']],
  ['Tags', ['Tag', 'Key']],
]);

/** Converts the output of an action in the JSON protocol to an answer of the query protocol. */
export function toXmlOutput(
  action: string,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): string {
  return element(
    `${action}Response`,
    element(`${action}Result`, properties(action, output)) +
      element('ResponseMetadata', element('RequestId', escaped(requestId))),
  );
}

/** Builds an error answer from the header `x-amzn-query-error`: `Code;Sender` or `Code;Receiver`. */
export function toXmlError(error: string, message: string, requestId: string): string {
  const [code = '', type = ''] = error.split(';');
  const parts =
    element('Type', escaped(type)) + element('Code', escaped(code)) + element('Message', escaped(message));
  return element('ErrorResponse', element('Error', parts) + element('RequestId', escaped(requestId)));
}

function properties(action: string, object: object): string {
  return Object.entries(object)
    .map(([name, value]) => property(action, name, value as unknown))
    .join('');
}

function property(action: string, name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const member = MEMBERS.get(name) ?? `${action}ResultEntry`;
    return value.map((entry: unknown) => element(member, content(action, entry))).join('');
  }
  const entries = ENTRIES.get(name);
  if (entries !== undefined) {
    const [entry, key] = entries;
    return Object.entries(value as object)
      .map(([of, held]) =>
        element(entry, element(key, escaped(of)) + element('Value', content(action, held))),
      )
      .join('');
  }
  return element(name, content(action, value));
}

function content(action: string, value: unknown): string {
  return typeof value === 'object' && value !== null ? properties(action, value) : escaped(String(value));
}

function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

/** Escapes carriage returns too, which parsers would turn into line feeds. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

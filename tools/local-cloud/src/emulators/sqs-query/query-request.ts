/** A node of the tree that dotted names form: `Tag.1.Key=a` is `{ Tag: { 1: { Key: 'a' } } }`. */
interface Tree {
  [name: string]: Tree | string;
}

/** Names of lists, by the name of their members: `TagKey.1=a`. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
  ['TagKey', 'TagKeys'],
  ['ChangeMessageVisibilityBatchRequestEntry', 'Entries'],
  ['DeleteMessageBatchRequestEntry', 'Entries'],
  ['SendMessageBatchRequestEntry', 'Entries'],
]);

/** Names of maps, by the name of their entries: `Attribute.1.Name=a`, `Attribute.1.Value=b`. */
const MAPS: ReadonlyMap<string, string> = new Map([
  ['Attribute', 'Attributes'],
  ['MessageAttribute', 'MessageAttributes'],
  ['MessageSystemAttribute', 'MessageSystemAttributes'],
  ['Tag', 'Tags'],
]);

const NUMBERS: ReadonlySet<string> = new Set([
  'DelaySeconds',
  'MaxNumberOfMessages',
  'MaxResults',
  'VisibilityTimeout',
  'WaitTimeSeconds',
]);

/**
 * Converts the parameters of SQS's query protocol to the input of an action in the JSON protocol.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
export function toJsonInput(parameters: Readonly<Record<string, string>>): Record<string, unknown> {
  const { Action: _, Version: __, ...input } = parameters;
  return toObject(toTree(input));
}

function toTree(parameters: Readonly<Record<string, string>>): Tree {
  const root = emptyTree();
  for (const [path, value] of Object.entries(parameters)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let node = root;
    for (const name of names) {
      const next = node[name];
      node = typeof next === 'object' ? next : (node[name] = emptyTree());
    }
    node[last] = value;
  }
  return root;
}

/** Creates an object without a prototype, because names come from outside. */
function emptyTree(): Tree {
  return Object.create(null) as Tree;
}

function toObject(tree: Tree): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => toProperty(name, value)));
}

function toProperty(name: string, value: Tree | string): [string, unknown] {
  if (typeof value === 'string') {
    return [name, NUMBERS.has(name) ? Number(value) : value];
  }
  // Numeric names are already in order.
  const members = Object.values(value);
  const list = LISTS.get(name);
  if (list !== undefined) {
    return [list, members.map((member) => (typeof member === 'string' ? member : toObject(member)))];
  }
  const map = MAPS.get(name);
  if (map !== undefined) {
    return [map, Object.fromEntries(members.map(toEntry))];
  }
  return [name, toObject(value)];
}

function toEntry(entry: Tree | string): [string, unknown] {
  const { Name, Key, Value } = typeof entry === 'string' ? emptyTree() : entry;
  const key = Name ?? Key;
  return [typeof key === 'string' ? key : '', typeof Value === 'object' ? toObject(Value) : Value];
}

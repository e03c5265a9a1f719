import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonInput } from './query-request.ts';

function inputOf(query: string) {
  return toJsonInput(Object.fromEntries(new URLSearchParams(`Version=2012-11-05&${query}`)));
}

describe('toJsonInput', () => {
  it.each([
    ['text', 'Action=GetQueueUrl&QueueName=a', { QueueName: 'a' }],
    ['numbers', 'Action=ReceiveMessage&MaxNumberOfMessages=10', { MaxNumberOfMessages: 10 }],
    ['lists', 'AttributeName.1=All&AttributeName.2=QueueArn', { AttributeNames: ['All', 'QueueArn'] }],
    ['maps', 'Attribute.1.Name=DelaySeconds&Attribute.1.Value=5', { Attributes: { DelaySeconds: '5' } }],
    ['tags', 'Tag.1.Key=stage&Tag.1.Value=dev', { Tags: { stage: 'dev' } }],
    [
      'message attributes',
      'MessageAttribute.1.Name=code&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=X',
      { MessageAttributes: { code: { DataType: 'String', StringValue: 'X' } } },
    ],
    [
      'batches with their entries',
      'SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.DelaySeconds=1' +
        '&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageAttribute.1.Name=n' +
        '&SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.DataType=Number',
      {
        Entries: [
          { Id: 'a', DelaySeconds: 1 },
          { Id: 'b', MessageAttributes: { n: { DataType: 'Number' } } },
        ],
      },
    ],
  ])('reads %s', (_, query, expected) => {
    expect(inputOf(query)).toEqual(expected);
  });

  it('keeps the order of a list of more than nine', () => {
    const values = Array.from({ length: 12 }, (_, index) => `v${index}`);
    const query = values.map((value, index) => `TagKey.${index + 1}=${value}`).join('&');

    expect(inputOf(query)).toEqual({ TagKeys: values });
  });

  it('converts any parameters, and never changes a prototype', () => {
    const name = fc
      .array(fc.constantFrom('Attribute', 'Entries', 'Tag', '1', 'Name', 'Value', '__proto__', ''))
      .map((parts) => parts.join('.'));

    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), (parameters) => {
        expect(() => JSON.stringify(toJsonInput(parameters))).not.toThrow();
        expect(({} as Record<string, unknown>)['Name']).toBeUndefined();
      }),
    );
  });
});

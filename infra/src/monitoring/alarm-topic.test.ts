import { describe, expect, it } from 'vitest';
import { STAGES, stages } from '../config.ts';
import { alarmsOf, statementsOf } from '../testing/readable-template.ts';
import { synthesize } from '../testing/synthesize.ts';

const OWN_ALARMS = 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:';

describe.each(STAGES)('the alarm topic of %s', (stageName) => {
  const { all, data } = synthesize(stageName);
  const { namePrefix } = stages[stageName];
  const statements = statementsOf(data, 'AWS::SNS::TopicPolicy');

  it('is the topic that every alarm notifies, and lets CloudWatch publish for each of them', () => {
    const publishing = statements.filter(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' &&
        Action === 'sns:Publish' &&
        Principal !== '*' &&
        Principal?.Service === 'cloudwatch.amazonaws.com',
    );
    const alarms = Object.values(all).flatMap(alarmsOf);

    expect(publishing).toHaveLength(1);
    const { Resource, Condition } = publishing[0]!;
    expect(Resource).toBe('${AlarmTopic}');
    const { ArnLike } = Condition as { ArnLike: { 'aws:SourceArn': string } };
    const [prefix = '', ...rest] = ArnLike['aws:SourceArn'].split('*');
    expect(rest).toEqual(['']);
    expect(alarms.length).toBeGreaterThan(10);
    for (const { AlarmName, AlarmActions, OKActions } of alarms) {
      expect(`${OWN_ALARMS}${AlarmName}`.startsWith(prefix)).toBe(true);
      for (const action of [AlarmActions, OKActions].flat()) {
        expect(['${AlarmTopic}', `{/${namePrefix}async-catalog/alarm-topic/arn}`]).toContain(action);
      }
    }
  });

  it('takes nothing from the alarms of another account, and nothing without TLS', () => {
    expect(statements).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      expect.objectContaining({
        Effect: 'Allow',
        Condition: expect.objectContaining({
          StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' },
        }) as unknown,
      }),
    ]);
  });
});

// Fills the emulators in the given directory, reports it, and waits to be killed.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrl } from '../../local-account.ts';
import { provision } from '../../provisioning/provision.ts';
import { startEmulators } from '../start-emulators.ts';
import { RESOURCES } from './resources.ts';

const emulators = await startEmulators({ dataDir: process.argv[2]! });
await provision(emulators, RESOURCES);
const sqs = new SQSClient(emulators.clientConfig('sqs'));
const QueueUrl = queueUrl(emulators.endpoints.sqs, 'product-queue');
const Entries = ['a', 'b', 'c'].map((body) => ({ Id: body, MessageBody: body }));
await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
const dynamodb = new DynamoDBClient(emulators.clientConfig('dynamodb'));
await dynamodb.send(new PutItemCommand({ TableName: 'ProductTable', Item: { id: { S: '1' } } }));
const s3 = new S3Client(emulators.clientConfig('s3'));
await s3.send(new PutObjectCommand({ Bucket: 'reports', Key: 'reports/1/report.txt', Body: 'saved' }));
process.stdout.write('filled\n');

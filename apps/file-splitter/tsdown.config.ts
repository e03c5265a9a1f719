import { lambdaBundle } from '@async-catalog/lambda-bundle';

export default lambdaBundle();

import { PortInUseError } from '../errors.ts';

/** @throws {PortInUseError} if the port is in use; other errors of `listen` unchanged. */
export async function namePort<T>(port: number, service: string, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw inUse ? new PortInUseError(port, service, { cause: error }) : error;
  }
}

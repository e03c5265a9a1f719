/** State of the fault controls, as the local catalog answers it. */
export interface FaultState {
  readonly asOf: string;
  readonly faults: readonly {
    readonly name: string;
    readonly until?: string;
    readonly batchesLeft?: number;
  }[];
}

interface Sample {
  readonly submissionIds: readonly string[];
}

export type Fault = 'kill-worker' | 'table-out' | 'deliver-twice';

/** Creates calls of the fault controls at the given path. Each rejects with a sentence for a person. */
export function createFaultsApi(path: string, token: (() => Promise<string>) | undefined) {
  async function call<Answer>(name: string, method: 'GET' | 'POST', signal?: AbortSignal): Promise<Answer> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${await token()}` };
    const response = await fetch(path + name, { method, headers, ...(signal && { signal }) });
    const answer = (await response.json()) as Answer & { detail?: string };
    if (!response.ok) {
      throw new Error(answer.detail ?? `The fault controls answered ${response.status}.`);
    }
    return answer;
  }
  return {
    read: (signal: AbortSignal) => call<FaultState>('', 'GET', signal),
    make: (fault: Fault) => call<FaultState & { readonly interrupted?: number }>(`/${fault}`, 'POST'),
    submitSample: () => call<Sample>('/sample', 'POST'),
  };
}

/** What a process under test is asked beside its work. Every message is answered once. */
export type ControlMessage = { kind: 'memory' } | { kind: 'profile' } | { kind: 'profiled'; file: string };

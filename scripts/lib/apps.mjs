/** Every app that runs as a process of its own, in the order they are started. */
export const APPS = ['worker', 'handoff-agent', 'technical-agent', 'refund-agent', 'order-agent', 'faq-agent', 'router-agent', 'gateway'];

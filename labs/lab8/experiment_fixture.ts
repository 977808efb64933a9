import gone from "../../scripts/chaos/experiments/redis-gone.yaml" with {
  type: "text",
};

/** The shipped experiment, its steady state asked of the gateway. */
export const redis = gone.replace(
  "${events_url}/readyz",
  "${gateway_url}/health",
);

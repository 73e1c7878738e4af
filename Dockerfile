# syntax=docker/dockerfile:1
# whosaid in a container: Node 24, production packages only, no shell, user 65532, a read-only root and /data.
# docs/deployment.md says how each step was checked.

FROM node:24-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages are Node itself for machines without Node 24; no install script runs (.npmrc).
RUN npm ci --omit=dev --omit=optional --ignore-scripts
RUN mkdir -m 0700 /empty-data

FROM gcr.io/distroless/nodejs24-debian13:nonroot
LABEL org.opencontainers.image.title="whosaid" \
      org.opencontainers.image.description="A self-hosted REST API for news articles that knows who said what" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY src ./src
COPY migrations ./migrations
COPY openapi ./openapi
COPY seed ./seed
COPY --from=packages --chown=65532:65532 /empty-data /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 3000
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/nodejs/bin/node", "bin/whosaid.js", "health"]
# Exec form: Node is process 1 and gets SIGTERM itself. Without __proto__ no body can reach a prototype; the sizes (MB) keep garbage small. `docker run … whosaid key list` runs any other command.
ENTRYPOINT ["/nodejs/bin/node", "--disable-proto=delete", "--max-semi-space-size=16", "--initial-old-space-size=64", "bin/whosaid.js"]
CMD ["serve"]

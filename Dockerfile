# The command in an image: docker build --tag ec2-conformance . && docker run --rm ec2-conformance run
FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm ci && npm run build && npm pack --ignore-scripts --pack-destination /packed

FROM node:24-slim
COPY --from=build /packed/ec2-conformance-*.tgz /packed/
RUN npm install --global --ignore-scripts /packed/ec2-conformance-*.tgz && rm -r /packed
# Reports are written to the working directory: mount a folder there to keep them.
WORKDIR /reports
RUN chown node /reports
USER node
ENTRYPOINT ["ec2-conformance"]
CMD ["--help"]

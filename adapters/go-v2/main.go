// A driver for the AWS SDK for Go v2. Region and credentials are in the environment.
// The protocol: docs/driver-protocol.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"runtime/debug"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/smithy-go"
)

const module = "github.com/aws/aws-sdk-go-v2/service/ec2"

type message struct {
	Seq                       int
	Type, Endpoint, Operation string
	Input                     json.RawMessage
}
type reply map[string]any

var clients = map[string]*ec2.Client{}

func clientFor(endpoint string) *ec2.Client {
	if clients[endpoint] == nil {
		settings, err := config.LoadDefaultConfig(context.Background())
		if err != nil {
			panic(err)
		}
		clients[endpoint] = ec2.NewFromConfig(settings, func(o *ec2.Options) { o.BaseEndpoint = aws.String(endpoint) })
	}
	return clients[endpoint]
}

func call(m message) reply {
	if m.Operation != "RevokeSecurityGroupIngress" {
		return reply{"type": "unsupported", "message": "this driver has no " + m.Operation}
	}
	var input ec2.RevokeSecurityGroupIngressInput
	if err := json.Unmarshal(m.Input, &input); err != nil {
		return reply{"type": "clientError", "message": err.Error()}
	}
	output, err := clientFor(m.Endpoint).RevokeSecurityGroupIngress(context.Background(), &input)
	if err == nil {
		id, _ := middleware.GetRequestIDMetadata(output.ResultMetadata)
		return reply{"type": "result", "output": output, "requestId": id}
	}
	var api smithy.APIError
	var response *awshttp.ResponseError
	var unread *smithy.DeserializationError
	if errors.As(err, &api) && errors.As(err, &response) && !errors.As(err, &unread) {
		return reply{"type": "serviceError", "code": api.ErrorCode(), "message": api.ErrorMessage(),
			"status": response.HTTPStatusCode(), "requestId": response.ServiceRequestID()}
	}
	return reply{"type": "clientError", "message": err.Error()}
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return "unknown"
}

func answer(m message) reply {
	switch m.Type {
	case "start":
		return reply{"type": "started", "protocol": 1, "name": module, "version": version()}
	case "call":
		return call(m)
	}
	return reply{"type": "driverError", "message": "unknown message " + m.Type}
}

func main() {
	lines, out := bufio.NewReaderSize(os.Stdin, 1<<20), json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		var m message
		if err != nil || json.Unmarshal(line, &m) != nil || m.Type == "stop" {
			return
		}
		reply := answer(m)
		reply["seq"] = m.Seq
		if out.Encode(reply) != nil {
			return
		}
	}
}

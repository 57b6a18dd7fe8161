package adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** A driver for the AWS SDK for Java 2. Region and credentials are in the environment. The protocol: docs/driver-protocol.md. */
public final class Driver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Ec2Client> CLIENTS = new HashMap<>();

  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      var message = (Map<String, Object>) JSON.readValue(line, Map.class);
      if (message.get("type").equals("stop")) break;
      var reply = answer(message);
      reply.put("seq", message.get("seq"));
      System.out.write((JSON.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
    System.exit(0);
  }

  private static Map<String, Object> answer(Map<String, Object> message) {
    return switch ((String) message.get("type")) {
      case "start" -> mapOf("type", "started", "protocol", 1, "name", "software.amazon.awssdk:ec2", "version", VersionInfo.SDK_VERSION);
      case "call" -> call(message);
      default -> mapOf("type", "driverError", "message", "unknown message " + message.get("type"));
    };
  }

  private static Map<String, Object> call(Map<String, Object> message) {
    if (!message.get("operation").equals("RevokeSecurityGroupIngress")) {
      return mapOf("type", "unsupported", "message", "this driver has no " + message.get("operation"));
    }
    var client = CLIENTS.computeIfAbsent((String) message.get("endpoint"), endpoint -> Ec2Client.builder().endpointOverride(URI.create(endpoint)).build());
    try {
      var request = RevokeSecurityGroupIngressRequest.builder();
      fill(request, (Map<?, ?>) message.get("input"));
      var output = client.revokeSecurityGroupIngress(request.build());
      return mapOf("type", "result", "output", read(output), "status", output.sdkHttpResponse().statusCode(), "requestId", output.responseMetadata().requestId());
    } catch (Ec2Exception problem) {
      var error = problem.awsErrorDetails();
      return mapOf("type", "serviceError", "code", error.errorCode(), "message", error.errorMessage(), "status", problem.statusCode(), "requestId", problem.requestId());
    } catch (SdkException | IllegalArgumentException | ClassCastException problem) {
      return mapOf("type", "clientError", "message", problem.toString());
    }
  }

  private static void fill(SdkPojo builder, Map<?, ?> input) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (input.get(field.memberName()) != null) field.set(builder, typed(field, input.get(field.memberName())));
    }
  }

  private static Object typed(SdkField<?> field, Object value) {
    if (field.marshallingType() == MarshallingType.LIST) {
      var element = field.getTrait(ListTrait.class).memberFieldInfo();
      return ((List<?>) value).stream().map(item -> typed(element, item)).toList();
    }
    if (field.marshallingType() != MarshallingType.SDK_POJO) return value;
    var builder = field.constructor().get();
    fill(builder, (Map<?, ?>) value);
    return ((Buildable) builder).build();
  }

  private static Object read(Object value) {
    if (value instanceof List<?> list) return list.stream().map(Driver::read).toList();
    if (!(value instanceof SdkPojo pojo)) return value;
    var members = new LinkedHashMap<String, Object>();
    for (SdkField<?> field : pojo.sdkFields()) {
      var member = field.getValueOrDefault(pojo);
      if (member != null) members.put(field.memberName(), read(member));
    }
    return members;
  }

  private static Map<String, Object> mapOf(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }
}

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.*;

/**
 * Saxon-HE on the same stylesheet and file, warm: one JVM, the stylesheet compiled once, the source parsed at each run
 * as a service would. Arguments: stylesheet, source, output, warm-up runs, measured runs, then name=value parameters.
 * Prints the processor milliseconds of one run: the median of ten batches.
 */
public class Harness {
  public static void main(String[] args) throws Exception {
    Processor processor = new Processor(false);
    XsltExecutable stylesheet = processor.newXsltCompiler().compile(new StreamSource(new File(args[0])));
    byte[] source = Files.readAllBytes(Paths.get(args[1]));
    Map<QName, XdmValue> parameters = new HashMap<>();
    for (int i = 5; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      parameters.put(new QName(pair[0]), new XdmAtomicValue(pair[1]));
    }
    byte[] result = null;
    for (int i = Integer.parseInt(args[3]); i > 0; i--) result = run(processor, stylesheet, source, parameters);
    Files.write(Paths.get(args[2]), result);
    // The whole process, its garbage collector included, as process.cpuUsage() measures ours.
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int batch = Math.max(1, Integer.parseInt(args[4]) / 10);
    double[] times = new double[10];
    for (int b = 0; b < 10; b++) {
      long start = system.getProcessCpuTime();
      for (int i = 0; i < batch; i++) run(processor, stylesheet, source, parameters);
      times[b] = (system.getProcessCpuTime() - start) / 1e6 / batch;
    }
    java.util.Arrays.sort(times);
    System.out.println(times[5]);
  }

  private static byte[] run(Processor processor, XsltExecutable stylesheet, byte[] source, Map<QName, XdmValue> parameters)
      throws SaxonApiException {
    Xslt30Transformer transformer = stylesheet.load30();
    transformer.setStylesheetParameters(parameters);
    XdmNode document = processor.newDocumentBuilder().build(new StreamSource(new ByteArrayInputStream(source)));
    transformer.setGlobalContextItem(document);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    transformer.applyTemplates(document, processor.newSerializer(out));
    return out.toByteArray();
  }
}
